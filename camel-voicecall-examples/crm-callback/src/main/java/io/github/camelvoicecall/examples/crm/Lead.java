package io.github.camelvoicecall.examples.crm;

import org.apache.camel.dataformat.bindy.annotation.CsvRecord;
import org.apache.camel.dataformat.bindy.annotation.DataField;

/** A line of the file of leads: {@code id,name,country,phone}, the first line being these names. */
@CsvRecord(separator = ",", quote = "\"", skipFirstLine = true)
public class Lead {
    @DataField(pos = 1, required = true, trim = true)
    private String id;

    @DataField(pos = 2, trim = true)
    private String name;

    /** Two letters, such as US; may be left out when the number begins with +. */
    @DataField(pos = 3, trim = true)
    private String country;

    @DataField(pos = 4, trim = true)
    private String phone;

    public String getId() {
        return id;
    }

    public void setId(String value) {
        id = value;
    }

    public String getName() {
        return name;
    }

    public void setName(String value) {
        name = value;
    }

    public String getCountry() {
        return country;
    }

    public void setCountry(String value) {
        country = value;
    }

    public String getPhone() {
        return phone;
    }

    public void setPhone(String value) {
        phone = value;
    }
}
