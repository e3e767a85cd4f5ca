/**
 * Whose turn it is to call the Profile API, within the quota that all instances share. The words, in the order of a call:
 *
 * <ul>
 *   <li>{@code Quota}: where a call asks for its {@code Turn}, and leaves when nobody wants it any more
 *   <li>{@code Waiter}: that turn as it is waited for; its {@code Position} in the line stays when it has to wait once more
 *   <li>{@code Forecast}: whether the turn can come in time; else it is refused at once, and told when to try again
 *   <li>{@code WaitingRoom} and {@code WaitingLine}: who waits, lane by lane, and who is next
 *   <li>{@code Pump}: asks for permits as long as somebody waits; a {@code Want} is one such question
 *   <li>{@code Brake}: a pause, or a slow time, that holds whatever there is to be had
 *   <li>{@code Permits}: who answers: the fleet, with the own share to fall back upon, that share alone, or no limit; these are in
 *       {@code permits}
 *   <li>{@code FleetQuota}: what all instances share; {@code Outage} says whether it can be reached
 *   <li>{@code Permit}: the answer: the right to one call, for a moment; what is not used is given back
 * </ul>
 */
@NullMarked
package profilegateway.upstream.quota;

import org.jspecify.annotations.NullMarked;
