/**
 * What copies tell of a profile ({@code Known}, {@code Copies}), how long that serves ({@code Lifetimes}), what becomes of it when
 * there is news ({@code Merging}), and what of a profile may be kept and told at all ({@code Filters}). Values and rules; nothing
 * here holds anything.
 */
@NullMarked
package profilegateway.cache.copies;

import org.jspecify.annotations.NullMarked;
