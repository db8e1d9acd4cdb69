/**
 * What a single operation of GraalJS may work on, where nothing could end it half-way.
 *
 * <p>Offers {@link io.scriptmaster.engine.bounds.Weaving}, which puts the checks of {@link
 * io.scriptmaster.engine.bounds.Bounds} into GraalJS, and the bounds themselves. Hides how.
 * Decision 19 says why.
 */
package io.scriptmaster.engine.bounds;
