package profilegateway.cache.fetch;

import profilegateway.cache.copies.Filters;
import profilegateway.profile.ProfileSource;

/**
 * What all fetches act with.
 *
 * @param upstream the source that fetches come from
 */
record FetchTools(
    FetchReducer reducer,
    LocalEntries local,
    SharedLeases leases,
    ProfileSource upstream,
    Filters filters,
    TimeSource time,
    ReadReport report) {}
