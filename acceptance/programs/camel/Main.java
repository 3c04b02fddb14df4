package acceptance;

import org.apache.camel.builder.RouteBuilder;

class Main {
    public static void main(String[] args) throws Exception {
        org.apache.camel.main.Main camel = new org.apache.camel.main.Main();
        camel.configure().withDurationMaxMessages(1);
        camel.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:once?repeatCount=1&delay=0")
                        .setBody(constant("{{env:DB_PASSWORD}}"))
                        .process(exchange -> Proof.print(exchange.getMessage().getBody(String.class)));
            }
        });
        camel.run();
    }
}
