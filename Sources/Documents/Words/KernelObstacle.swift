/// What keeps the running kernel from being measured beside the engine.
package enum KernelObstacle: Hashable, Sendable {
  /// The machine lets no mount be made: why, and how to get one.
  case noMount(String, remedy: String?)
  /// The engine's server is not the bundled one.
  case otherServer
  /// A workload is not a system call on one thread.
  case otherCalls
}
