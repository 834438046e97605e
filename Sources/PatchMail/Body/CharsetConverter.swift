internal import Bytes
import Glibc

/// Converts text to UTF-8 with the C library's iconv, keeping the last charset's descriptor open.
///
/// A mail is converted line by line, so opening a descriptor each time would dominate.
struct CharsetConverter: ~Copyable {
  private var charset: ArraySlice<UInt8> = []
  private var descriptor: iconv_t?

  deinit {
    if let descriptor { iconv_close(descriptor) }
  }

  /// Converts `text`; gives it back as it is if `charset` is empty or a spelling of UTF-8.
  ///
  /// - Throws: `.cannotConvert` if iconv does not know the charset or the text is not valid in it.
  mutating func toUTF8(
    _ text: ArraySlice<UInt8>, from charset: ArraySlice<UInt8>
  ) throws(MailError.Reason) -> ArraySlice<UInt8> {
    if charset.isEmpty || Self.isUTF8(charset) { return text }
    guard let descriptor = select(charset), let converted = Self.convert(text, with: descriptor)
    else { throw .cannotConvert(charset: charset.text) }
    return converted[...]
  }

  /// Whether the name is `UTF-8` or `utf8` in any case of letters.
  static func isUTF8(_ name: ArraySlice<UInt8>) -> Bool {
    name.equals(caseInsensitive: "utf-8") || name.equals(caseInsensitive: "utf8")
  }

  /// The descriptor for `charset`, in its initial state.
  private mutating func select(_ charset: ArraySlice<UInt8>) -> iconv_t? {
    // The Unicode encodings remember a byte order mark beyond a reset.
    let isReusable = ASCII.lowercased(charset[charset.startIndex]) != UInt8(ascii: "u")
    if let descriptor, isReusable, self.charset == charset {
      iconv(descriptor, nil, nil, nil, nil)
      return descriptor
    }
    if let descriptor { iconv_close(descriptor) }
    descriptor = Self.open(charset.text)
    self.charset = charset
    return descriptor
  }

  private static func open(_ name: String) -> iconv_t? {
    let failure = iconv_t(bitPattern: -1)
    if let opened = iconv_open("UTF-8", name), opened != failure { return opened }
    // Common in mail, unknown to iconv.
    guard Array(name.utf8)[...].equals(caseInsensitive: "latin-1"),
      let opened = iconv_open("UTF-8", "ISO-8859-1"), opened != failure
    else { return nil }
    return opened
  }

  private static func convert(_ text: ArraySlice<UInt8>, with descriptor: iconv_t) -> [UInt8]? {
    var input = Array(text)
    var consumed = 0
    var result: [UInt8] = []
    var capacity = text.count * 2 + 32
    while true {
      var errorNumber: Int32 = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: capacity) { output, initialized in
        input.withUnsafeMutableBytes { source in
          var from = source.baseAddress.map { ($0 + consumed).assumingMemoryBound(to: CChar.self) }
          var left = source.count - consumed
          var to: UnsafeMutablePointer<CChar>? = output.baseAddress.map {
            UnsafeMutableRawPointer($0).assumingMemoryBound(to: CChar.self)
          }
          var room = output.count
          if iconv(descriptor, &from, &left, &to, &room) == -1 { errorNumber = errno }
          consumed = source.count - left
          initialized = output.count - room
        }
      }
      result += chunk
      if errorNumber == 0 { return result }
      guard errorNumber == E2BIG else { return nil }
      capacity = (input.count - consumed) * 4 + 32
    }
  }
}
