package io.bpsecrets.weave;

/** How a woven method meets the hook. */
enum Shape {
    /** At its start: an answer of the hook other than null is returned in place of the method's own. */
    ANSWER,
    /** At every return: the hook sees the result and gives the one to return. */
    RESULT,
    /** At its start: the hook gives the first argument to go on with. */
    ARGUMENT
}
