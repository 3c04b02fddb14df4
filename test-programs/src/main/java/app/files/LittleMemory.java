package app.files;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Asks for a secret's file, which holds a {@link NumberedValue}, for the first time when the heap is full, and then with ever more of it. Arguments:
 * the file and a file of the program's own. Prints what the reads met, each once, and what is wrong at the end.
 */
public final class LittleMemory {
    private static final int[] SIZES = {1 << 20, 1 << 16, 1 << 12, 1 << 8, 16};
    private static final int STEPS = 400;

    private LittleMemory() {}

    public static void main(String[] args) throws Exception {
        File file = new File(args[0]);
        for (int i = 0; i < LittleStack.DOORS; i++) {
            LittleStack.right(new File(args[1]), i);
        }
        Object[] met = new Object[STEPS];
        List<byte[]> filled = new ArrayList<>(1 << 20);
        for (int size : SIZES) {
            fill(filled, size);
        }
        for (int i = 0; i < STEPS; i++) {
            try {
                met[i] = LittleStack.right(file, i % LittleStack.DOORS) ? "right" : "wrong";
            } catch (Exception | Error e) {
                // There may be no memory for its text.
                met[i] = e;
            }
            // The last ones are the small ones: each step gives a little more back.
            for (int last = filled.size() - 1, k = 0; k < 1 + i * i / 8 && last >= 0; k++, last--) {
                filled.remove(last);
            }
        }
        filled.clear();
        TreeSet<String> all = new TreeSet<>();
        for (Object one : met) {
            all.add(one instanceof Throwable ? one.getClass().getName() : String.valueOf(one));
        }
        String wrong = "";
        for (int i = 0; i < LittleStack.DOORS; i++) {
            String now = LittleStack.met(file, i);
            wrong += now.equals(" right") ? "" : " door " + i + now;
        }
        System.out.println("met=" + all);
        System.out.println("wrong=" + wrong);
    }

    private static void fill(List<byte[]> filled, int size) {
        try {
            while (true) {
                filled.add(new byte[size]);
            }
        } catch (OutOfMemoryError e) {
            return;
        }
    }
}
