<%@ page contentType="text/plain" trimDirectiveWhitespaces="true" %>
<%= acceptance.Proof.of((String) new javax.naming.InitialContext().lookup("java:global/password")) %>
