import Foundation

/// What threads found, behind a lock that the thread sanitizer can follow.
final class Found<Element: Sendable>: @unchecked Sendable {
  // Only touched while the lock is held.
  private var elements: [Element] = []
  private let lock = NSLock()

  func append(_ element: Element) { lock.withLock { elements.append(element) } }

  var all: [Element] { lock.withLock { elements } }
}
