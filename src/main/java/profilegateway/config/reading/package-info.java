/**
 * Finds what a person wrote: in flags, environment variables and {@code gateway.yaml}; a flag goes before the environment, the
 * environment before the file, the file before a default.
 */
@NullMarked
package profilegateway.config.reading;

import org.jspecify.annotations.NullMarked;
