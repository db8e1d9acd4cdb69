/**
 * The command line. {@link io.scriptmaster.standalone.DevCommand} starts everything on one machine
 * in one command ({@link io.scriptmaster.standalone.Platform}: broker, registry, services), {@link
 * io.scriptmaster.standalone.ServeCommand} one instance of the services alone. What both start is
 * {@link io.scriptmaster.standalone.Services}; parts start in order and stop in reverse.
 */
package io.scriptmaster.standalone;
