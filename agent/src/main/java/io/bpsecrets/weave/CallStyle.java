package io.bpsecrets.weave;

/** How a woven method meets the hook. */
enum CallStyle {
    /** At its start: an answer of the hook other than null is returned in place of the method's own. */
    ANSWER,
    /** At its start: the hook gives the argument to go on with, which is the first thing pushed. */
    ARGUMENT,
    /** At its start: the hook may throw; from a boolean method it may have false returned. */
    GUARD,
    /** At every return: the hook sees the result and gives the one to return. */
    RESULT,
    /** At the end of a constructor: the hook gives the field {@code name} anew. */
    NAME_FIELD
}
