package io.bpsecrets.it.faults;

import java.util.List;
import java.util.stream.Stream;

/** All rows, in the order of the documentation. */
final class FaultMatrix {
    static final String HEAD =
            "| fault | outcome, and what the line says | a first read gets | later reads get | the first read waits for | sent by it |";

    private FaultMatrix() {}

    static List<FaultRow> rows() {
        return Stream.of(NetworkRows.rows(), AnswerRows.rows(), StatusRows.rows(), LoginRows.rows(), TlsRows.rows())
                .flatMap(List::stream)
                .toList();
    }
}
