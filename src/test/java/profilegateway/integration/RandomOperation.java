package profilegateway.integration;

import java.util.Map;

/**
 * An operation as a client would send it.
 *
 * @param document the text; it may hold a second operation that is not to be run
 * @param name of the operation to run
 * @param variables the values given; those left to their defaults are not in it
 */
record RandomOperation(String document, String name, Map<String, Object> variables) {}
