/**
 * Everything on one machine in one command. Start at {@link io.scriptmaster.standalone.DevCommand},
 * which reads the command line, and {@link io.scriptmaster.standalone.Platform}, which starts the
 * parts in order and stops them in reverse.
 */
package io.scriptmaster.standalone;
