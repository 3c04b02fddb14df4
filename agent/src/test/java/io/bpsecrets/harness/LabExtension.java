package io.bpsecrets.harness;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each class of integration tests its {@link Lab}, and all of them one server: it starts with the first test that
 * asks for it and ends with the test run.
 */
public final class LabExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(LabExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        ExtensionContext.Store ofRun = context.getRoot().getStore(NAMESPACE);
        String name = context.getRequiredTestClass().getSimpleName();
        Lab lab = new Lab(name, () -> ofRun.computeIfAbsent("server", key -> RealServer.start(), RealServer.class));
        // Held behind a supplier, since a store closes what it holds and the class must fail in afterAll instead.
        context.getStore(NAMESPACE).put("lab", (java.util.function.Supplier<Lab>) () -> lab);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        lab(context).close();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Lab.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return lab(context);
    }

    private static Lab lab(ExtensionContext context) {
        java.util.function.Supplier<?> holder =
                context.getStore(NAMESPACE).get("lab", java.util.function.Supplier.class);
        return (Lab) holder.get();
    }
}
