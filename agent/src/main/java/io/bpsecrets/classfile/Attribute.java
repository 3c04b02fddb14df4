package io.bpsecrets.classfile;

import static io.bpsecrets.classfile.Attribute.Holder.CLASS;
import static io.bpsecrets.classfile.Attribute.Holder.CODE;
import static io.bpsecrets.classfile.Attribute.Holder.COMPONENT;
import static io.bpsecrets.classfile.Attribute.Holder.FIELD;
import static io.bpsecrets.classfile.Attribute.Holder.METHOD;

/**
 * The table of attributes that are known: name, section of the JVMS, and what the JVMS allows to have them (table 4.7-C). It is loaded only
 * on a Java that is newer than the agent.
 */
enum Attribute {
    CONSTANT_VALUE("ConstantValue", "4.7.2", FIELD),
    CODE_OF_METHOD("Code", "4.7.3", METHOD),
    STACK_MAP_TABLE("StackMapTable", "4.7.4", CODE),
    EXCEPTIONS("Exceptions", "4.7.5", METHOD),
    INNER_CLASSES("InnerClasses", "4.7.6", CLASS),
    ENCLOSING_METHOD("EnclosingMethod", "4.7.7", CLASS),
    SYNTHETIC("Synthetic", "4.7.8", CLASS, FIELD, METHOD),
    SIGNATURE("Signature", "4.7.9", CLASS, FIELD, METHOD, COMPONENT),
    SOURCE_FILE("SourceFile", "4.7.10", CLASS),
    SOURCE_DEBUG_EXTENSION("SourceDebugExtension", "4.7.11", CLASS),
    LINE_NUMBER_TABLE("LineNumberTable", "4.7.12", CODE),
    LOCAL_VARIABLE_TABLE("LocalVariableTable", "4.7.13", CODE),
    LOCAL_VARIABLE_TYPE_TABLE("LocalVariableTypeTable", "4.7.14", CODE),
    DEPRECATED("Deprecated", "4.7.15", CLASS, FIELD, METHOD),
    VISIBLE_ANNOTATIONS("RuntimeVisibleAnnotations", "4.7.16", CLASS, FIELD, METHOD, COMPONENT),
    INVISIBLE_ANNOTATIONS("RuntimeInvisibleAnnotations", "4.7.17", CLASS, FIELD, METHOD, COMPONENT),
    VISIBLE_PARAMETER_ANNOTATIONS("RuntimeVisibleParameterAnnotations", "4.7.18", METHOD),
    INVISIBLE_PARAMETER_ANNOTATIONS("RuntimeInvisibleParameterAnnotations", "4.7.19", METHOD),
    VISIBLE_TYPE_ANNOTATIONS("RuntimeVisibleTypeAnnotations", "4.7.20", CLASS, FIELD, METHOD, CODE, COMPONENT),
    INVISIBLE_TYPE_ANNOTATIONS("RuntimeInvisibleTypeAnnotations", "4.7.21", CLASS, FIELD, METHOD, CODE, COMPONENT),
    ANNOTATION_DEFAULT("AnnotationDefault", "4.7.22", METHOD),
    BOOTSTRAP_METHODS("BootstrapMethods", "4.7.23", CLASS),
    METHOD_PARAMETERS("MethodParameters", "4.7.24", METHOD),
    MODULE("Module", "4.7.25", CLASS),
    MODULE_PACKAGES("ModulePackages", "4.7.26", CLASS),
    MODULE_MAIN_CLASS("ModuleMainClass", "4.7.27", CLASS),
    NEST_HOST("NestHost", "4.7.28", CLASS),
    NEST_MEMBERS("NestMembers", "4.7.29", CLASS),
    RECORD("Record", "4.7.30", CLASS),
    PERMITTED_SUBCLASSES("PermittedSubclasses", "4.7.31", CLASS);

    private final String written;
    private final String section;
    private final Holder[] holders;

    Attribute(String written, String section, Holder... holders) {
        this.written = written;
        this.section = section;
        this.holders = holders;
    }

    /** Its name, as class files have it. */
    String written() {
        return written;
    }

    /** The section of the JVMS. */
    String section() {
        return section;
    }

    boolean isAllowedIn(Holder holder) {
        for (Holder allowed : holders) {
            if (allowed == holder) {
                return true;
            }
        }
        return false;
    }

    /** What has attributes. */
    enum Holder {
        CLASS("the class"),
        FIELD("a field"),
        METHOD("a method"),
        CODE("a method's code"),
        COMPONENT("a record component");

        private final String words;

        Holder(String words) {
            this.words = words;
        }

        /** For a message. */
        String words() {
            return words;
        }
    }
}
