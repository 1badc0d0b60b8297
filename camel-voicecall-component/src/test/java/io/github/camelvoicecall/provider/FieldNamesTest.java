package io.github.camelvoicecall.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldNamesTest {
    private static final FieldNames NAMES = FieldNames.NONE
            .with(Json.ITEMS)
            .with("id", "id", "callId")
            .with("summary", "summary", "/analysis/text")
            .and("recordingUrl");

    private static Json json(String text) throws IOException {
        return json(text, NAMES);
    }

    private static Json json(String text, FieldNames names) throws IOException {
        return Json.read(text.replace('\'', '"').getBytes(UTF_8), Instant.EPOCH).named(names);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{'id':'a','callId':'b'}; a",
                "{'callId':'b'}; b",
                "{'id':null,'callId':7}; 7",
                "{'call_id':'c'}; c",
                "{'ok':true,'call':{'callId':'d'}}; d",
                "{'callId':'e','agent':{'id':'no'}}; e",
                "{'call':{'id':'f'},'links':{'self':'x'}}; f",
            })
    void anIdIsFoundAtTheTopOrOneLevelDown(String text, String id) throws IOException {
        assertThat(json(text).identified().text("id")).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{'call':{'id':'a'},'agent':{'id':'b'}}",
                "{'data':{'call':{'id':'a'}}}",
                "{'ref':'a'}",
                "[]",
            })
    void anIdInDoubtIsNone(String text) throws IOException {
        assertThat(json(text).identified().text("id")).isNull();
    }

    @Test
    void whatTheUserNamesTakesThePlaceOfTheRest() throws IOException {
        FieldNames named = NAMES.with("id", "ref").with(Json.ITEMS, "/page/calls");

        assertThat(json("{'id':'a','ref':'b'}", named).text("id")).isEqualTo("b");
        assertThat(json("{'id':'a'}", named).text("id")).isNull();
        assertThat(json("{'page':{'calls':[1,2],'links':[]}}", named)
                        .onlyArray()
                        .list())
                .hasSize(2);
        assertThat(json("{'page':{'calls':[1,2],'links':[]}}").onlyArray().isArray())
                .isFalse();
    }

    @Test
    void namesHoldInAllThatIsInside() throws IOException {
        Json item = json("{'calls':[{'callId':'a','recording_url':'u','analysis':{'text':'t'}}]}")
                .onlyArray()
                .list()
                .get(0);

        assertThat(item.text("id")).isEqualTo("a");
        assertThat(item.text("recordingUrl")).isEqualTo("u");
        assertThat(item.text("summary")).isEqualTo("t");
    }

    @Test
    void withoutNamesAFieldIsJustThat() throws IOException {
        assertThat(json("{'call_id':'a'}", FieldNames.NONE).has("callId")).isFalse();
        assertThat(json("{'items':[1],'more':[2]}", FieldNames.NONE).onlyArray().isArray())
                .isFalse();
    }
}
