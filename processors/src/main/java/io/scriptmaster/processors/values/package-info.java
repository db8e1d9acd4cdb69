/** The view of what scripts stored. Who writes the store is the executions application. */
package io.scriptmaster.processors.values;
