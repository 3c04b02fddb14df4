/** Rules over the whole: who may use whom, what is in the jar, and documents that must say what the code does. */
package io.bpsecrets.structure;
