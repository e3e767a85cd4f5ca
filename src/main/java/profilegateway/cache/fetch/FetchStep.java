package profilegateway.cache.fetch;

import java.util.List;

/** What follows from an event: the next state, and what has to be done, in order. */
record FetchStep(FetchState state, List<FetchEffect> effects) {}
