/**
 * A {@code ProfileSource} that answers from cached entries, in front of another one. In the order of a lookup:
 *
 * <ol>
 *   <li>{@code CachedSource} answers at once from entries in this process ({@code LookupAssembler} makes the answers). Stale entries that
 *       it serves are refreshed in the background ({@code Refresher}: stale-while-revalidate)
 *   <li>{@code PendingLookup}: a lookup that waits. It joins the fetches in flight that bring its missing parts, and starts one for
 *       the rest (single flight)
 *   <li>{@code cache.fetch}: fetches in flight. {@code FetchReducer} decides how they go on
 * </ol>
 *
 * <p>{@code cache.copies} defines entries, their lifetimes and how they are merged; {@code cache.store} holds them.
 */
@NullMarked
package profilegateway.cache;

import org.jspecify.annotations.NullMarked;
