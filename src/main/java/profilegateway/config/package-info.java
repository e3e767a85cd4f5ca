/**
 * What can be set: one record a package, read from flags, environment, file and defaults, and checked once.
 */
@NullMarked
package profilegateway.config;

import org.jspecify.annotations.NullMarked;
