internal import Glibc

/// Events for the stepper from other threads; each wakes the thread that waits for keys.
package final class StepMailbox: Sendable {
  let box = WakingBox<StepEvent>()

  /// Creates an empty mailbox.
  package init() {}

  /// Enqueues an event.
  package func post(_ event: StepEvent) { box.post(event) }

  /// Waits for events and takes them.
  package func wait() -> [StepEvent] {
    var polled = pollfd(fd: box.descriptor, events: Int16(POLLIN), revents: 0)
    while true {
      let events = box.take()
      if !events.isEmpty { return events }
      poll(&polled, 1, -1)
    }
  }
}
