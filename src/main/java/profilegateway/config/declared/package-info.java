/**
 * Everything that can be set: section by section, with its kind and its default, the record that is made of it, and what has to hold
 * between settings.
 */
@NullMarked
package profilegateway.config.declared;

import org.jspecify.annotations.NullMarked;
