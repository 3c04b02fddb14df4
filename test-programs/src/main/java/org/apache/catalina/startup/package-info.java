/** Stands for Tomcat's start and stop commands where a test needs their name only. */
package org.apache.catalina.startup;
