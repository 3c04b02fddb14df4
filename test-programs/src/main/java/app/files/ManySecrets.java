package app.files;

import java.io.File;
import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads many secrets by every door, twice round, by several threads: variable and file {@code secret_N} must be the same text,
 * which ends in {@code -N}. Then opens files of its own. Arguments: the secrets directory, how many secrets, threads, archives
 * {@code archive_N} with one entry {@code N}, and files of its own.
 */
public final class ManySecrets {
    private static final int ROUNDS = 2;

    private final File directory;
    private final int many;

    private ManySecrets(File directory, int many) {
        this.directory = directory;
        this.many = many;
    }

    public static void main(String[] args) throws Exception {
        ManySecrets secrets = new ManySecrets(new File(args[0]), Integer.parseInt(args[1]));
        int threads = Integer.parseInt(args[2]);
        List<Future<String>> answers = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (int i = 0; i < threads; i++) {
            int first = i * secrets.many / threads;
            answers.add(pool.submit(() -> secrets.readAll(first)));
        }
        for (int i = 0; i < threads; i++) {
            System.out.println("thread " + i + "=" + answers.get(i).get());
        }
        pool.shutdown();
        System.out.println("archives=" + secrets.archives(Integer.parseInt(args[3])));
        System.out.println("own files=" + ownFiles(Integer.parseInt(args[4])));
    }

    private String readAll(int first) {
        int right = 0;
        String wrong = "";
        for (int i = 0; i < ROUNDS * many; i++) {
            int number = (first + i) % many;
            String name = "secret_" + number;
            try {
                String variable = System.getenv("SECRET_" + number);
                File file = new File(directory, name);
                String stream = new String(Answer.bytes(new FileInputStream(file)), StandardCharsets.UTF_8);
                String path = new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8);
                boolean good = variable.endsWith("-" + number) && stream.equals(variable) && path.equals(variable);
                right += good ? 1 : 0;
                wrong = good ? wrong : name + " is another";
            } catch (Exception e) {
                wrong = name + " " + Answer.error(e);
            }
        }
        return right + " right" + (wrong.isEmpty() ? "" : ", last wrong " + wrong);
    }

    /** All of them stay open. */
    private String archives(int archives) throws Exception {
        int right = 0;
        List<ZipFile> open = new ArrayList<>();
        for (int i = 0; i < ROUNDS * archives; i++) {
            ZipFile zip = new ZipFile(new File(directory, "archive_" + i % archives));
            open.add(zip);
            ZipEntry entry = zip.getEntry("" + i % archives);
            right += entry != null && zip.size() == 1 ? 1 : 0;
        }
        for (ZipFile zip : open) {
            zip.close();
        }
        return right + " right";
    }

    private static String ownFiles(int files) throws Exception {
        List<FileInputStream> open = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            open.add(new FileInputStream("/dev/null"));
        }
        for (FileInputStream one : open) {
            one.close();
        }
        return open.size() + " open at once";
    }
}
