/**
 * A {@code ProfileSource} that answers from copies, and asks the next one for what is missing: copies in this process, copies
 * that all instances share, and one fetch in flight for all who want the same. In the order of a look-up:
 *
 * <ol>
 *   <li>{@code CachedSource}: answers at once what copies in this process answer ({@code LookupAnswers}); what they answer though
 *       they are stale is fetched behind the reader's back ({@code Refresh}: stale-while-revalidate)
 *   <li>{@code PendingLookup}: a look-up that waits. It joins those {@code Flights} that bring the missing parts already, and
 *       starts one {@code Flight} for the rest (single flight)
 *   <li>{@code FlightBatch}: the flights that one operation starts read the shared copies in one round trip
 *   <li>{@code FlightSteps}: the steps of one flight: shared copies, a lease so that one instance fetches for the whole fleet
 *       ({@code LeaseClaims}), and the call of the next source ({@code Calls})
 *   <li>{@code Learned}: what the flight brought, for all who wait for it
 * </ol>
 *
 * <p>What is known from copies, and how long it serves, is in {@code copies}; what holds them is in {@code store}.
 */
@NullMarked
package profilegateway.cache;

import org.jspecify.annotations.NullMarked;
