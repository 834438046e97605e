import CLinuxFutex
import Foundation
import PeerProtocol
import Synchronization
import Testing

/// Messages between two ends that share memory.
struct ChannelTests {
  /// Two ends on a socket pair, and what they share.
  final class Pair {
    let sockets: (client: Int32, server: Int32)
    let pages: SharedPages
    let client: Channel
    let server: Channel

    init(hasRings: Bool = true, sliceMicroseconds: Int = 5000) throws {
      var ends: [Int32] = [-1, -1]
      try #require(socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue), 0, &ends) == 0)
      for end in ends {
        var slice = timeval(tv_sec: 0, tv_usec: sliceMicroseconds)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
          setsockopt(end, SOL_SOCKET, option, &slice, socklen_t(MemoryLayout<timeval>.size))
        }
      }
      sockets = (ends[0], ends[1])
      let file = try #require(tmpfile())
      defer { fclose(file) }
      ftruncate(fileno(file), SharedPages.byteCount)
      let size = hasRings ? SharedPages.byteCount : SharedPages.wordsByteCount
      pages = try #require(SharedPages(mapping: fileno(file), byteCount: size))
      pages.useRings()
      client = Channel(
        ends[0], end: .client, sharing: pages, sliceMicroseconds: sliceMicroseconds)
      server = Channel(
        ends[1], end: .server, sharing: pages, sliceMicroseconds: sliceMicroseconds)
    }

    /// The counts and bytes of the ring to the server, which either side may write.
    var ring: UnsafeMutablePointer<UInt32> {
      UnsafeMutableRawPointer(pages.words).advanced(by: SharedPages.wordsByteCount)
        .assumingMemoryBound(to: UInt32.self)
    }

    deinit {
      close(sockets.client)
      close(sockets.server)
    }
  }

  static func bytes(_ count: Int, from first: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: (first + $0) &* 31 >> 3) }
  }

  static func send(_ bytes: [UInt8], on channel: Channel, waits: Bool = true) -> Int {
    var bytes = bytes
    return bytes.withUnsafeMutableBytes { bytes in
      let half = bytes.count / 2
      let parts = [
        iovec(iov_base: bytes.baseAddress, iov_len: half),
        iovec(iov_base: bytes.baseAddress.map { $0 + half }, iov_len: bytes.count - half),
      ]
      let sent = parts.withUnsafeBufferPointer { channel.send($0, waits: waits) }
      return sent < 0 ? -Int(errno) : sent
    }
  }

  /// Why no message can be received; nil where one was.
  static func refusal(on channel: Channel) -> Int32? {
    receive(on: channel) == nil ? errno : nil
  }

  /// The next message, nil where a call fails.
  static func receive(on channel: Channel, room: Int = 200_000) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: room)
    let count = bytes.withUnsafeMutableBytes { bytes in
      let parts = [
        iovec(iov_base: bytes.baseAddress, iov_len: min(16, room)),
        iovec(
          iov_base: bytes.baseAddress.map { $0 + min(16, room) }, iov_len: room - min(16, room)),
      ]
      return parts.withUnsafeBufferPointer { channel.receive($0) }
    }
    return count < 0 ? nil : Array(bytes.prefix(count))
  }

  @Test(arguments: [true, false])
  func `messages of every length arrive whole and in order`(hasRings: Bool) throws {
    let pair = try Pair(hasRings: hasRings)
    var state: UInt64 = 5
    for round in 0..<600 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // The longest ones pass the ring by; the socket takes no empty ones.
      let count = 1 + Int(state >> 40) % [40, 5000, 17_000, 100_000][round % 4]
      let message = Self.bytes(count, from: round)
      let (from, to) = round % 3 == 0 ? (pair.server, pair.client) : (pair.client, pair.server)
      try #require(Self.send(message, on: from) == count)
      try #require(Self.receive(on: to) == message, "round \(round)")
    }
  }

  @Test func `two threads get what they send each other`() throws {
    let pair = try Pair()
    let (client, server) = (pair.client, pair.server)
    let wrong = ThreadMutex(0)
    let done = DispatchGroup()
    done.enter()
    Thread.detachNewThread {
      defer { done.leave() }
      for round in 0..<5000 {
        var message: [UInt8]?
        repeat { message = Self.receive(on: server) } while message == nil && errno == EAGAIN
        if message != Self.bytes(1 + round % 300, from: round) { wrong.withLock { $0 += 1 } }
        // Every other one at once, every other one when the client has slept.
        if round % 100 == 0 { usleep(500) }
        _ = Self.send([UInt8(truncatingIfNeeded: round)], on: server)
      }
    }
    for round in 0..<5000 {
      _ = Self.send(Self.bytes(1 + round % 300, from: round), on: client)
      var message: [UInt8]?
      repeat { message = Self.receive(on: client) } while message == nil && errno == EAGAIN
      if message != [UInt8(truncatingIfNeeded: round)] { wrong.withLock { $0 += 1 } }
    }
    done.wait()
    #expect(wrong.withLock { $0 } == 0)
  }

  @Test func `several threads read one ring, and each message goes to one of them`() throws {
    let pair = try Pair()
    let (client, server) = (pair.client, pair.server)
    let seen = ThreadMutex<[Int]>([])
    let done = DispatchGroup()
    for _ in 0..<4 {
      done.enter()
      Thread.detachNewThread {
        defer { done.leave() }
        while true {
          guard let message = Self.receive(on: server) else { continue }
          let number = message.prefix(8).enumerated().reduce(0) { $0 | Int($1.1) << (8 * $1.0) }
          if number == 1 << 40 { return }
          seen.withLock { $0.append(number) }
        }
      }
    }
    for number in 0..<5000 {
      let message = withUnsafeBytes(of: number.littleEndian) { Array($0) }
      // Longer ones go through the socket.
      let padding = [UInt8](repeating: 0, count: number % 500 == 0 ? 30_000 : number % 50)
      var sent = 0
      repeat {
        sent = Self.send(message + padding, on: client)
        #expect(sent > 0 || sent == -Int(EAGAIN))
      } while sent < 0
    }
    for _ in 0..<4 {
      _ = Self.send(withUnsafeBytes(of: (1 << 40).littleEndian) { Array($0) }, on: client)
    }
    done.wait()
    #expect(seen.withLock { $0.sorted() } == Array(0..<5000))
  }

  @Test func `a look leaves the message, and what has no room is lost`() throws {
    let pair = try Pair()
    for count in [100, 30_000] {
      let message = Self.bytes(count, from: 0)
      #expect(Self.send(message, on: pair.server) == count)
      for _ in 0..<2 {
        var head = [UInt8](repeating: 0, count: 16)
        #expect(head.withUnsafeMutableBytes { pair.client.peek($0) } == 16)
        #expect(head == Array(message.prefix(16)))
      }
      var short = [UInt8](repeating: 9, count: 32)
      let received = short.withUnsafeMutableBytes { bytes in
        withUnsafePointer(to: iovec(iov_base: bytes.baseAddress, iov_len: 24)) {
          pair.client.receive(UnsafeBufferPointer(start: $0, count: 1))
        }
      }
      #expect(received == count)
      #expect(short == Array(message.prefix(24)) + [UInt8](repeating: 9, count: 8))
    }
    #expect(Self.refusal(on: pair.client) == EAGAIN)
  }

  @Test func `more bytes pass than the counts of a ring can say`() throws {
    let pair = try Pair()
    let message = Self.bytes(16_001, from: 3)
    var received = [UInt8](repeating: 0, count: message.count)
    var wrong = 0
    for _ in 0...(1 << 32) / message.count {
      let sent = message.withUnsafeBytes { bytes in
        let base = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
        return withUnsafePointer(to: iovec(iov_base: base, iov_len: bytes.count)) {
          pair.client.send(UnsafeBufferPointer(start: $0, count: 1))
        }
      }
      received[0] = ~message[0]
      let count = received.withUnsafeMutableBytes { bytes in
        withUnsafePointer(to: iovec(iov_base: bytes.baseAddress, iov_len: bytes.count)) {
          pair.server.receive(UnsafeBufferPointer(start: $0, count: 1))
        }
      }
      let differs = memcmp(message, received, message.count) != 0
      if sent != message.count || count != sent || differs { wrong += 1 }
    }
    #expect(wrong == 0)
    #expect(pair.ring[0] < 1 << 24)
  }

  @Test func `a full ring is waited for, and not where nobody wants to wait`() throws {
    let pair = try Pair()
    var (sent, last) = (-1, 0)
    repeat {
      sent += 1
      last = Self.send(Self.bytes(1000, from: sent), on: pair.client, waits: false)
    } while last == 1000
    #expect(last == -Int(EAGAIN))
    #expect(Self.send(Self.bytes(1000, from: 0), on: pair.client) == -Int(EAGAIN))
    for round in 0..<sent {
      #expect(Self.receive(on: pair.server) == Self.bytes(1000, from: round))
    }
    #expect(Self.send([2], on: pair.client) == 1)
  }

  @Test func `what the other side said before it went away still arrives`() throws {
    let pair = try Pair()
    #expect(Self.send([1, 2], on: pair.server) == 2)
    shutdown(pair.sockets.server, Int32(SHUT_RDWR))
    #expect(Self.receive(on: pair.client) == [1, 2])
    #expect(Self.receive(on: pair.client) == [])
  }

  @Test(.timeLimit(.minutes(1)))
  func `who finds no room does not sleep where nobody reads any more`() throws {
    let pair = try Pair(sliceMicroseconds: 120_000_000)
    let message = Self.bytes(1000, from: 0)
    while Self.send(message, on: pair.server, waits: false) == 1000 {}
    shutdown(pair.sockets.client, Int32(SHUT_RDWR))
    #expect(Self.send(message, on: pair.server) == -Int(EPIPE))
  }

  /// Who sleeps when the client hangs up.
  enum Sleeper: CaseIterable {
    case serverReads, serverWrites, clientReads, clientWrites
  }

  @Test(.timeLimit(.minutes(1)), arguments: Sleeper.allCases)
  func `a thread that sleeps learns that a side hangs up`(sleeper: Sleeper) throws {
    let pair = try Pair(sliceMicroseconds: 60_000_000)
    let channel = [.serverReads, .serverWrites].contains(sleeper) ? pair.server : pair.client
    let isWriting = [.serverWrites, .clientWrites].contains(sleeper)
    let message = Self.bytes(1000, from: 0)
    while isWriting, Self.send(message, on: channel, waits: false) == 1000 {}
    let hasLearnt = ThreadMutex(false)
    let done = DispatchGroup()
    done.enter()
    Thread.detachNewThread {
      let isGone =
        isWriting
        ? Self.send(message, on: channel) == -Int(EPIPE)
        : Self.receive(on: channel) == []
      hasLearnt.withLock { $0 = isGone }
      done.leave()
    }
    shutdown(pair.sockets.client, Int32(SHUT_RDWR))
    // It may not sleep yet.
    while done.wait(timeout: .now() + .milliseconds(10)) == .timedOut { pair.client.hangUp() }
    #expect(hasLearnt.withLock { $0 })
  }

  /// What a side that breaks the agreement has written.
  enum Wrong: CaseIterable {
    case moreThanFits, lessThanARecord, messageTooLong, messageNotThereYet, emptyMessage
  }

  @Test(arguments: Wrong.allCases)
  func `a ring that says what cannot be is not read`(wrong: Wrong) throws {
    let pair = try Pair()
    let record = pair.ring + 1024
    switch wrong {
    case .moreThanFits: pair.ring[0] = 70_000
    case .lessThanARecord: pair.ring[0] = 4
    case .messageTooLong:
      pair.ring[0] = 60_000
      record[0] = .max
    case .messageNotThereYet:
      pair.ring[0] = 16
      record[0] = 16
    case .emptyMessage: pair.ring[0] = 8
    }
    #expect(Self.refusal(on: pair.server) == EPROTO)
    #expect(
      withUnsafeTemporaryAllocation(byteCount: 16, alignment: 8) { pair.server.peek($0) } == -1)
  }

  @Test func `a reader that is ahead of the writer is not written for`() throws {
    let pair = try Pair()
    pair.ring[32] = 5
    #expect(Self.send([1], on: pair.client) == -Int(EPROTO))
  }

  @Test func `a count of sleepers that the other side overwrites ends nothing`() throws {
    let pair = try Pair()
    let server = pair.server
    let sleepers = UnsafeMutableRawPointer(pair.ring + 1).assumingMemoryBound(
      to: Atomic<UInt32>.self)
    for count in [0, UInt32.max] {
      let done = DispatchGroup()
      done.enter()
      Thread.detachNewThread {
        for _ in 0..<20 { _ = Self.receive(on: server) }
        done.leave()
      }
      while done.wait(timeout: .now()) == .timedOut {
        sleepers.pointee.store(count, ordering: .relaxed)
      }
    }
    #expect(Self.send([7], on: pair.client) == 1)
    #expect(Self.receive(on: server) == [7])
  }

  @Test(.timeLimit(.minutes(1)), arguments: [true, false])
  func `who is woken for nothing looks up`(isSending: Bool) throws {
    let pair = try Pair(sliceMicroseconds: 60_000_000)
    let (client, server) = (pair.client, pair.server)
    let message = Self.bytes(1000, from: 0)
    while isSending, Self.send(message, on: client, waits: false) == 1000 {}
    let code = ThreadMutex<Int32?>(nil)
    let done = DispatchGroup()
    done.enter()
    Thread.detachNewThread {
      let error =
        isSending ? Int32(-Self.send(message, on: client)) : Self.refusal(on: server)
      code.withLock { $0 = error }
      done.leave()
    }
    // It may not sleep yet.
    while done.wait(timeout: .now() + .milliseconds(1)) == .timedOut {
      linux_futex_wake(pair.ring, .max)
      linux_futex_wake(pair.ring + 32, .max)
    }
    #expect(code.withLock { $0 } == EAGAIN)
  }
}
