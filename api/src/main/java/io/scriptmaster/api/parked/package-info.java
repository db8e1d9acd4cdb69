/** Shows which keys wait behind a failed event, and lets them go on without it. */
package io.scriptmaster.api.parked;
