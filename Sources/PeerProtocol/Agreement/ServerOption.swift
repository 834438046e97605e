/// Options of the bundled server that the engine gives it.
package enum ServerOption {
  /// `-o pages_by_address`: the server moves payload between the engine's pages and its own memory.
  package static let pagesByAddress: StaticString = "pages_by_address"
}
