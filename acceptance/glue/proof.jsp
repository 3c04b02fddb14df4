<%@ page contentType="text/plain" trimDirectiveWhitespaces="true" %>
<%= acceptance.Proof.of(application.getInitParameter("password")) %>
