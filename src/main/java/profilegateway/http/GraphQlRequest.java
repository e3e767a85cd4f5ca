package profilegateway.http;

import java.util.List;

/**
 * What one HTTP request asks for.
 *
 * @param operations one, or the members of a batch
 * @param batch whether they came as an array, and are answered as one
 */
record GraphQlRequest(List<AskedOperation> operations, boolean batch) {}
