package io.bpsecrets.transport;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.security.interfaces.DSAKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.interfaces.DHKey;

/**
 * jdk.tls.disabledAlgorithms and jdk.certpath.disabledAlgorithms as the JVM was started with them. The JDK reads both when it does
 * TLS for the first time, and so perhaps after the application has emptied them. The JDK applies its own as well: what the application adds
 * stays forbidden.
 *
 * <p>The rules with a condition other than the size of a key are left to the JDK: jdkCA, denyAfter and usage.
 */
final class StartRules implements AlgorithmConstraints {
    private static final String[] PROPERTIES = {"jdk.tls.disabledAlgorithms", "jdk.certpath.disabledAlgorithms"};

    private final Set<String> names = new HashSet<String>();
    /** What a cipher suite begins with, from names such as TLS_RSA_*. */
    private final List<String> prefixes = new ArrayList<String>();
    /** What is in a cipher suite, from names such as 3DES_EDE_CBC; with a line on both sides. */
    private final List<String> ciphers = new ArrayList<String>();
    /** For an algorithm, operator and number in turns. */
    private final Map<String, List<String>> sizes = new HashMap<String, List<String>>();
    /** A handshake asks for the same names hundreds of times. */
    private final Map<String, Boolean> answers = new ConcurrentHashMap<String, Boolean>();

    StartRules(JvmAtStart start) {
        Set<String> read = new HashSet<String>();
        for (String property : PROPERTIES) {
            add(start, property, read);
        }
    }

    /** @param read the properties that were read; both lists include a third one */
    private void add(JvmAtStart start, String property, Set<String> read) {
        String rules = read.add(property) ? start.security(property) : null;
        StringTokenizer all = new StringTokenizer(rules == null ? "" : rules, "\",");
        while (all.hasMoreTokens()) {
            StringTokenizer rule = new StringTokenizer(all.nextToken());
            int words = rule.countTokens();
            String first = words == 0 ? "" : rule.nextToken();
            if (words == 2 && first.equals("include")) {
                add(start, rule.nextToken(), read);
            } else if (words == 1) {
                add(plain(first));
            } else if (words == 4 && rule.nextToken().equalsIgnoreCase("keySize")) {
                List<String> rest = sizes.get(plain(first));
                if (rest == null) {
                    rest = new ArrayList<String>();
                    sizes.put(plain(first), rest);
                }
                rest.add(rule.nextToken());
                rest.add(rule.nextToken());
            }
        }
    }

    private void add(String name) {
        names.add(name);
        if (name.endsWith("*")) {
            prefixes.add(name.substring(0, name.length() - 1));
        } else if (name.indexOf('_') > 0) {
            ciphers.add("_" + name + "_");
        }
    }

    /** SHA-1 and SHA1 are the same, as for the JDK. */
    private static String plain(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith("SHA-") ? "SHA" + upper.substring("SHA-".length()) : upper;
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, AlgorithmParameters parameters) {
        Boolean known = answers.get(algorithm);
        if (known == null) {
            String whole = plain(algorithm);
            known = whole.startsWith("TLS_") ? permitsSuite(whole) : permitsParts(whole);
            answers.put(algorithm, known);
        }
        return known;
    }

    private boolean permitsSuite(String suite) {
        if (names.contains(suite)) {
            return false;
        }
        for (String prefix : prefixes) {
            if (suite.startsWith(prefix)) {
                return false;
            }
        }
        String closed = suite + "_";
        for (String cipher : ciphers) {
            if (closed.contains(cipher)) {
                return false;
            }
        }
        return true;
    }

    /** SHA256withRSA, SHA256withRSAandMGF1, AES/GCM/NoPadding. */
    private boolean permitsParts(String whole) {
        if (names.contains(whole)) {
            return false;
        }
        String parts = whole.replace("WITH", "/").replace("AND", "/");
        StringTokenizer all = new StringTokenizer(parts, "/");
        while (all.hasMoreTokens()) {
            if (names.contains(plain(all.nextToken()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
        String algorithm = plain(key.getAlgorithm());
        if (names.contains(algorithm)) {
            return false;
        }
        List<String> rules = sizes.get(algorithm);
        if (rules == null) {
            return true;
        }
        int size = size(key);
        for (int i = 0; size >= 0 && i < rules.size(); i += 2) {
            if (forbids(rules.get(i), rules.get(i + 1), size)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, Key key, AlgorithmParameters parameters) {
        return permits(primitives, algorithm, parameters) && permits(primitives, key);
    }

    /** @return -1 if it cannot be told */
    private static int size(Key key) {
        if (key instanceof RSAKey) {
            return ((RSAKey) key).getModulus().bitLength();
        }
        if (key instanceof ECKey) {
            return ((ECKey) key).getParams().getOrder().bitLength();
        }
        if (key instanceof DSAKey && ((DSAKey) key).getParams() != null) {
            return ((DSAKey) key).getParams().getP().bitLength();
        }
        return key instanceof DHKey ? ((DHKey) key).getParams().getP().bitLength() : -1;
    }

    private static boolean forbids(String operator, String number, int size) {
        int than;
        try {
            than = Integer.parseInt(number);
        } catch (NumberFormatException e) {
            return false;
        }
        boolean same = size == than;
        char first = operator.charAt(0);
        if (first == '!' || first == '=') {
            return same == (first == '=');
        }
        return operator.endsWith("=") && same || (first == '<' ? size < than : first == '>' && size > than);
    }
}
