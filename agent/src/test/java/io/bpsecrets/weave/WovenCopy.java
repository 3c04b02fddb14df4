package io.bpsecrets.weave;

import io.bpsecrets.hook.Hook;
import io.bpsecrets.hook.OpenHook;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;

/**
 * A class that has been woven, under another name and in a loader of its own. The JVM verifies it there as it does not verify
 * java.base, and this JVM's System.getenv stays whole.
 */
final class WovenCopy extends ClassLoader {
    private final Map<String, byte[]> classes = new LinkedHashMap<>();
    private final String name;

    private WovenCopy(Class<?> original, Set<JoinPoint> points) throws IOException {
        super(WovenCopy.class.getClassLoader());
        Map<String, String> renamed = new LinkedHashMap<>();
        for (String one : nest(original)) {
            renamed.put(one, "copy/of/" + one.substring(one.lastIndexOf('/') + 1));
        }
        Map<String, String> names = new LinkedHashMap<>(renamed);
        names.put("java/lang/ProcessImpl", Type.getInternalName(StandIn.class));
        names.put(Type.getInternalName(Hook.class), Type.getInternalName(OpenHook.class));
        for (Map.Entry<String, String> one : renamed.entrySet()) {
            byte[] bytes = bytes(one.getKey());
            if (one.getKey().equals(Type.getInternalName(original))) {
                bytes = Weaver.weave(bytes, points, EnumSet.noneOf(JoinPoint.class));
            }
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(bytes)
                    .accept(new ClassRemapper(new WithoutNatives(writer), new SimpleRemapper(Opcodes.ASM9, names)), 0);
            classes.put(one.getValue().replace('/', '.'), writer.toByteArray());
        }
        this.name = renamed.get(Type.getInternalName(original)).replace('/', '.');
    }

    /** Linked, so verified, and initialised. */
    static Class<?> of(Class<?> original, Set<JoinPoint> points) throws Exception {
        WovenCopy loader = new WovenCopy(original, points);
        return Class.forName(loader.name, true, loader);
    }

    /** Calls a static method of the copy; what it throws comes out as it is. */
    static Object call(Class<?> copy, String method, Class<?>[] types, Object... arguments) throws Throwable {
        Method found = copy.getDeclaredMethod(method, types);
        found.setAccessible(true);
        try {
            return found.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    static byte[] bytes(String internalName) throws IOException {
        try (InputStream in = Object.class.getResourceAsStream("/" + internalName + ".class")) {
            if (in != null) {
                return in.readAllBytes();
            }
        }
        try (InputStream in = WovenCopy.class.getResourceAsStream("/" + internalName + ".class")) {
            return in.readAllBytes();
        }
    }

    private static Set<String> nest(Class<?> original) throws IOException {
        Set<String> nest = new TreeSet<>();
        String outer = Type.getInternalName(original);
        nest.add(outer);
        ClassVisitor members = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public void visitInnerClass(String inner, String outerName, String innerName, int access) {
                if (inner.startsWith(outer + "$")) {
                    nest.add(inner);
                }
            }
        };
        new ClassReader(bytes(outer)).accept(members, 0);
        return nest;
    }

    @Override
    protected Class<?> findClass(String wanted) throws ClassNotFoundException {
        byte[] bytes = classes.get(wanted);
        if (bytes == null) {
            throw new ClassNotFoundException(wanted);
        }
        return defineClass(wanted, bytes, 0, bytes.length);
    }

    /** A native method can be linked under its own name only. */
    private static final class WithoutNatives extends ClassVisitor {
        WithoutNatives(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(int access, String method, String type, String signature, String[] thrown) {
            if ((access & Opcodes.ACC_NATIVE) == 0) {
                return super.visitMethod(access, method, type, signature, thrown);
            }
            MethodVisitor code = super.visitMethod(access & ~Opcodes.ACC_NATIVE, method, type, signature, thrown);
            code.visitCode();
            code.visitMethodInsn(Opcodes.INVOKESTATIC, Type.getInternalName(StandIn.class), method, type, false);
            code.visitInsn(Opcodes.ARETURN);
            code.visitMaxs(1, 0);
            code.visitEnd();
            return null;
        }
    }
}
