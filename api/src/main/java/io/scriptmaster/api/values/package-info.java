/** Shows what scripts stored. */
package io.scriptmaster.api.values;
