/// The lanes in which the request path is looked at.
package enum Lane: String, CaseIterable, Hashable, Sendable {
  case engine, kernel
}
