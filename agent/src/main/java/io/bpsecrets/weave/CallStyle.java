package io.bpsecrets.weave;

/** How a woven method meets the hook. */
enum CallStyle {
    /** At the start of the method: an answer of the hook other than null is returned in place of the method's own. */
    ANSWER,
    /** At the start of the method: the hook is handed its arguments and gives another value for the first of them. */
    ARGUMENT,
    /** At the start of the method: the hook may throw. A boolean method returns false if the hook answers true. */
    GUARD,
    /** At every return: the hook is handed the result and gives the one to return. */
    RESULT,
    /** At the end of a constructor: the hook is handed the field {@code name} and gives another value for it. */
    NAME_FIELD
}
