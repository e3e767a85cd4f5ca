/**
 * The rate limiter: queues calls to the Profile API so that all instances together keep within the quota.
 *
 * <ul>
 *   <li>{@code RateLimiter} is the entry: a call makes a {@code Reservation}. It holds the state and performs effects ({@code
 *       EffectPerformer}, {@code DispatchTimer})
 *   <li>{@code RateLimiterReducer} decides: one step from {@code RateLimiterState}, {@code RateLimiterEvent} and {@code Moment} to the next
 *       state and the {@code RateLimiterEffect}s. {@code PermitDispatcher} is its part that decides when permits are requested, {@code
 *       WaitEstimator} the one that tells whether a deadline can be kept
 *   <li>The state consists of the {@code ReservationQueue}, the {@code GrantRate}, the {@code Recovery} from a cooldown, the {@code
 *       QuotaCounters}, and whether permits may be requested now ({@code Dispatch})
 *   <li>{@code permits} has the sources of permits: the fleet, this instance's share of the quota, or no limit
 * </ul>
 *
 * <p>The usual course: {@code ReservationRequested} → {@code RequestPermits}, {@code WatchDeadline} → {@code PermitsAnswered} →
 * {@code GrantReservation}, {@code EndGranting} → {@code GrantingEnded} → {@code RequestPermits} for the next reservations. If fewer
 * permits came than were requested, {@code SetTimer} follows instead, and {@code RequestPermits} after {@code TimerFired}.
 *
 * <p>What happens next when
 *
 * <ul>
 *   <li><b>a 429 arrives with ten lookups queued</b>: the cooldown starts, here and in the fleet. {@code CooldownStarted} refuses those of
 *       the ten that have their deadline before it ends; they get the time until its end as {@code retryAfterMs}. The others stay in the
 *       queue. No permits are requested until the cooldown ends, and permits that arrive during it are returned. Then one call goes
 *       ahead, the trial call, and 300 ms later the others follow. The call that got the 429 may queue once more, in its former place
 *   <li><b>a caller cancels</b>: {@code ReservationCancelled} takes its reservation out of the queue, and its future fails. A request for
 *       permits that is on its way goes on; its permit is granted to the next reservation, or returned. If the reservation was granted
 *       before, nothing happens here; the caller returns its permit if it made no call
 *   <li><b>the fleet cannot be reached</b>: the source of permits answers none for 1.03 s, until permits that the fleet granted are used
 *       up; then {@code TimerFired} requests again. From then on it grants this instance's share of the quota, until 3 s after a probe
 *       reached the fleet. New reservations with a deadline within the 1.03 s are refused at once; the queue is kept
 *   <li><b>a permit expires before use</b>: permits that have expired when they arrive are returned and count as not granted; the next
 *       request follows some milliseconds later. A call whose permit expires while it waits for a connection is not sent: the caller returns
 *       the permit ({@code PermitReturned} ends the wait for the timer) and queues again with its former {@code Ticket}
 *   <li><b>the queue is full</b>: with 10,000 reservations queued, each new one is refused at once. Deadlines keep the queue much
 *       shorter: a new reservation is refused at once if {@code WaitEstimator} expects its permit after its deadline
 * </ul>
 */
@NullMarked
package profilegateway.upstream.ratelimit;

import org.jspecify.annotations.NullMarked;
