/**
 * Fetches in flight. {@code SingleFlight} registers them by profile, so that concurrent lookups share one fetch.
 *
 * <ul>
 *   <li>{@code FetchReducer} decides: a pure function from {@code FetchState} and {@code FetchEvent} to the next state and the {@code
 *       FetchEffect}s. Read it to learn what happens next in any state
 *   <li>{@code FetchRunner} acts: it holds the state of one fetch and performs the effects on the fetch's event loop
 *   <li>{@code FetchOutcome} is what a waiter receives
 *   <li>{@code SharedReadBatch} reads the shared cache once for all fetches that one operation starts
 * </ul>
 */
@NullMarked
package profilegateway.cache.fetch;

import org.jspecify.annotations.NullMarked;
