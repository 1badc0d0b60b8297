package io.github.camelvoicecall.sandbox;

/**
 * How a simulated call goes. The last two digits of the number that is called choose it:
 *
 * <table>
 * <caption>Outcomes, and what each provider shows at the end</caption>
 * <tr><th>digits</th><th>outcome</th><th>Vyora</th><th>VoxBridge (status, disposition)</th><th>Samora</th>
 * <th>Agoralia, OutboundCalls</th></tr>
 * <tr><td>90</td><td>{@link #NO_ANSWER}</td>
 * <td>no_answer*</td><td>failed, no_answer*</td><td>UNANSWERED</td><td>no_answer*</td></tr>
 * <tr><td>91</td><td>{@link #BUSY}</td>
 * <td>busy*</td><td>failed, busy*</td><td>UNANSWERED*</td><td>busy*</td></tr>
 * <tr><td>92</td><td>{@link #REJECTED}</td>
 * <td>rejected*</td><td>failed, rejected*</td><td>REJECTED</td><td>rejected*</td></tr>
 * <tr><td>93</td><td>{@link #FAILED}</td>
 * <td>failed*</td><td>failed, failed*</td><td>FAILED*</td><td>failed*</td></tr>
 * <tr><td>94</td><td>{@link #VOICEMAIL}</td>
 * <td>voicemail*</td><td>completed, voicemail*</td><td>VOICEMAIL*</td><td>voicemail*</td></tr>
 * <tr><td>95</td><td>{@link #NEVER_ENDS}</td>
 * <td>registered</td><td>calling</td><td>ONGOING</td><td>in_progress*</td></tr>
 * <tr><td>96</td><td>{@link #UNKNOWN_WORD}</td>
 * <td>wrapped_up*</td><td>wrapped_up*</td><td>WRAPPED_UP*</td><td>wrapped_up*</td></tr>
 * <tr><td>97</td><td>{@link #INSUFFICIENT_CREDIT}</td>
 * <td>402</td><td>402</td><td>402*</td><td>402, a lead: failed*</td></tr>
 * <tr><td>98</td><td>{@link #ANSWERED_LATER}</td>
 * <td>as 90</td><td>from the 2nd ring: completed</td><td>from the 2nd ring: CALL_FINISHED</td><td>as 90</td></tr>
 * <tr><td>99</td><td>{@link #NEVER_ANALYZED}</td>
 * <td>completed</td><td>completed</td><td>CALL_FINISHED</td><td>completed</td></tr>
 * <tr><td>any other</td><td>{@link #ANSWERED}</td>
 * <td>completed</td><td>completed, answered*</td><td>CALL_FINISHED</td><td>completed</td></tr>
 * </table>
 *
 * <p>* ASSUMED: the provider documents no word for it; {@link SandboxBuilder#word} sets another. {@code completed} is documented at
 * Agoralia, not at OutboundCalls.
 */
public enum Outcome {
    /** A person answers, talks, and the call is analysed. */
    ANSWERED(true, true),
    /** It rings and nobody answers. */
    NO_ANSWER(false, false),
    /** The line is engaged. */
    BUSY(false, false),
    /** The callee declines. */
    REJECTED(false, false),
    /** The call breaks down. */
    FAILED(false, false),
    /** A machine answers; the call is analysed. */
    VOICEMAIL(true, true),
    /** It is answered and then stays so for ever. */
    NEVER_ENDS(true, false),
    /** It is answered and ends with a status word that no page names. */
    UNKNOWN_WORD(true, true),
    /** The workspace has no credit or minutes left: the call is refused, or fails if a campaign dials it; nothing rings. */
    INSUFFICIENT_CREDIT(false, false),
    /** Nobody answers the first ring, a person answers the second; without redials it is {@link #NO_ANSWER}. */
    ANSWERED_LATER(true, true),
    /** It is answered and ends, but transcript and analysis never come. */
    NEVER_ANALYZED(true, false);

    private static final int FIRST_ENDING = 90;

    private final boolean connects;
    private final boolean analyzed;

    Outcome(boolean connects, boolean analyzed) {
        this.connects = connects;
        this.analyzed = analyzed;
    }

    /** The outcome that the last two digits of a number choose, see the table above. */
    public static Outcome ofNumber(String number) {
        int ending = Integer.parseInt(number.substring(number.length() - 2));
        return ending < FIRST_ENDING ? ANSWERED : values()[ending - FIRST_ENDING + 1];
    }

    boolean connects(int attempt) {
        return connects && (this != ANSWERED_LATER || attempt > 1);
    }

    boolean isAnalyzed() {
        return analyzed;
    }

    /** What becomes of the next call to the number. */
    Outcome afterMissing() {
        return this == ANSWERED_LATER ? ANSWERED : this;
    }

    /** What is seen of it after so many attempts: one of the outcomes that a provider has a word for. */
    Outcome seenAfter(int attempts) {
        return switch (this) {
            case ANSWERED_LATER -> connects(attempts) ? ANSWERED : NO_ANSWER;
            case NEVER_ANALYZED, NEVER_ENDS -> ANSWERED;
            case INSUFFICIENT_CREDIT -> FAILED;
            default -> this;
        };
    }
}
