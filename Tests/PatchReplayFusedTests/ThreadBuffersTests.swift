import Foundation
import Testing

@testable import patch_replay_fused

@Suite struct ThreadBuffersTests {
  @Test func `a thread gets the same aligned buffer every time`() throws {
    let buffers = try ThreadBuffers(capacity: 10_000)
    let first = try buffers.current()
    let second = try buffers.current()
    #expect(first.count == 10_000)
    #expect(first.baseAddress == second.baseAddress)
    #expect(UInt(bitPattern: first.baseAddress) % 4096 == 0)
  }

  @Test func `two threads never share a buffer`() throws {
    let buffers = try ThreadBuffers(capacity: 4096)
    let mine = UInt(bitPattern: try buffers.current().baseAddress)
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      #expect(throws: Never.self) {
        let theirs = UInt(bitPattern: try buffers.current().baseAddress)
        #expect(theirs != mine)
      }
      done.signal()
    }
    thread.start()
    done.wait()
  }
}
