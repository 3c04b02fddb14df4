package app.files;

/** What one row of the table asks. */
interface Check {

    /** One line without a secret; an error counts as the answer and is shown by {@link Answer#error}. */
    String answer() throws Exception;
}
