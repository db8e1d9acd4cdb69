/** Shows who changed what, when and from where. */
package io.scriptmaster.api.audit;
