/** Shows a tenant what could not be processed, and lets it try again. */
package io.scriptmaster.api.deadletters;
