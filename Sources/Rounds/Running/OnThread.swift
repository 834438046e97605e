internal import Foundation

/// Does work on a thread of its own, since it waits and computes for long.
///
/// - Parameter work: What to do there.
/// - Returns: What the work returns, or what it throws.
package func onThread<Value: Sendable>(
  _ work: @escaping @Sendable () throws -> Value
) async -> Result<Value, any Error> {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread { continuation.resume(returning: Result { try work() }) }
  }
}
