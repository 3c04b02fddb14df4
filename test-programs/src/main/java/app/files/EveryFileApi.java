package app.files;

import java.util.ArrayList;
import java.util.List;

/**
 * Asks every file API of the JDK about the secrets and prints one line {@code area.check = answer} for each check. A real
 * directory and a virtual one must give the same answers.
 *
 * <p>Arguments: what stands before /run/secrets, an ordinary directory to write to, and {@code reads} where nothing may be
 * tried that changes a secret.
 */
public final class EveryFileApi {

    public static void main(String[] args) {
        SecretsFolder place = new SecretsFolder(args[0], args[1]);
        int count = 0;
        for (Table table : tables(place)) {
            table.print(System.out);
            count += table.size();
        }
        if (args.length == 2) {
            WriteChecks writes = new WriteChecks(place);
            writes.print(System.out);
            Table after = AfterChecks.table(place);
            after.print(System.out);
            count += writes.size() + after.size();
        }
        System.out.println("checks = " + count);
    }

    private static List<Table> tables(SecretsFolder place) {
        List<Table> tables = new ArrayList<>();
        tables.add(StreamChecks.table(place));
        tables.add(ReaderChecks.table(place));
        tables.add(FileChecks.table(place));
        tables.add(ChannelChecks.table(place));
        tables.add(FilesChecks.table(place));
        tables.add(CopyChecks.table(place));
        tables.add(AttributeChecks.table(place));
        tables.add(ViewChecks.table(place));
        tables.add(ListingChecks.table(place));
        tables.add(SecureChecks.table(place));
        tables.add(WalkChecks.table(place));
        tables.add(PathChecks.table(place));
        tables.add(NameChecks.table(place));
        tables.add(UrlChecks.table(place));
        tables.add(ArchiveChecks.table(place));
        tables.add(KeyStoreChecks.table(place));
        tables.add(PresentChecks.table(place));
        return tables;
    }

    private EveryFileApi() {}
}
