package app.files;

import java.io.File;
import java.io.FileInputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Asks for a secret's file, which holds a {@link NumberedValue}, in a thread whose stack ends some frames later. Then that thread, when it has its
 * stack back, and main ask by every door. Arguments: the file, a variable that is read before or a dash, a file of the program's own, the
 * number of a door, and numbers of frames. Prints what the thread met with each number of frames, and what is wrong afterwards.
 */
public final class LittleStack implements Runnable {
    /** Ways to ask for a file. */
    static final int DOORS = 6;

    private static final long STACK = 512 << 10;

    private final File file;
    private final int door;
    private final int[] frames;
    private final StringBuilder met = new StringBuilder();
    private String wrong = "";
    private int depth;

    private LittleStack(File file, int door, int[] frames) {
        this.file = file;
        this.door = door;
        this.frames = frames;
    }

    public static void main(String[] args) throws Exception {
        for (int i = 0; i < DOORS; i++) {
            // What the JDK and this program load for a read is there from now on.
            right(new File(args[2]), i);
        }
        if (!args[1].equals("-")) {
            System.out.println("variable=" + (NumberedValue.of(System.getenv(args[1])) > 0 ? "right" : "wrong"));
        }
        int[] frames = new int[args.length - 4];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = Integer.parseInt(args[4 + i]);
        }
        LittleStack little = new LittleStack(new File(args[0]), Integer.parseInt(args[3]), frames);
        Thread thread = new Thread(null, little, "little", STACK);
        thread.start();
        thread.join();
        little.all("main");
        System.out.println("met=" + little.met);
        System.out.println("wrong=" + little.wrong);
    }

    @Override
    public void run() {
        for (int i = 0; i < frames.length; i++) {
            depth = 0;
            try {
                fall();
            } catch (StackOverflowError e) {
                depth -= frames[i];
            }
            try {
                fall(depth);
            } catch (StackOverflowError e) {
                met.append(" overflow");
            }
        }
        all("thread");
    }

    private int fall() {
        depth++;
        return fall() + 1;
    }

    private int fall(int left) {
        if (left > 0) {
            return fall(left - 1) + 1;
        }
        met.append(met(file, door));
        return 0;
    }

    static String met(File file, int door) {
        try {
            return right(file, door) ? " right" : " wrong";
        } catch (StackOverflowError e) {
            return " overflow";
        } catch (Exception | Error e) {
            return " " + e.getClass().getName();
        }
    }

    private void all(String who) {
        for (int i = 0; i < DOORS; i++) {
            String now = met(file, i);
            if (!now.equals(" right")) {
                wrong += " " + who + i + now;
            }
        }
    }

    /** True if the answer of this door is the one for a file with a numbered value. */
    static boolean right(File file, int door) throws Exception {
        switch (door) {
            case 0:
                try (FileInputStream in = new FileInputStream(file)) {
                    return isWhole(Answer.bytes(in));
                }
            case 1:
                return isWhole(Files.readAllBytes(file.toPath()));
            case 2:
                return file.exists() && file.length() > 0;
            case 3:
                try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
                    byte[] bytes = new byte[(int) in.length()];
                    in.readFully(bytes);
                    return isWhole(bytes);
                }
            case 4:
                return Arrays.asList(file.getParentFile().list()).contains(file.getName());
            default:
                Path path = file.toPath();
                return Files.isRegularFile(path) && Files.size(path) > 0;
        }
    }

    private static boolean isWhole(byte[] bytes) {
        return NumberedValue.of(new String(bytes, StandardCharsets.UTF_8)) > 0;
    }
}
