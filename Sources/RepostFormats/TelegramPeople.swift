/// Tells who sent the messages of a Telegram export, and to whom.
struct TelegramPeople {
  private let file: String
  private let told: String?
  // The account of the owner, once the file has named it.
  private var account: TelegramPeer?
  // What stands for the owner in records that were handed on before the account was known.
  private var fallback: String?

  init(_ options: ImportOptions, file: String) {
    self.file = file
    told = options.owner
  }

  /// What stands for the owner as long as the account is not known.
  private var unknownOwner: String { "owner of \(file)" }

  /// The id of the owner of the account.
  private var owner: String { told ?? fallback ?? account?.id ?? unknownOwner }

  /// Whether the id of the owner will not change.
  var isOwnerSettled: Bool { told != nil || fallback != nil || account != nil }

  /// Settles that the account of the owner is not known.
  mutating func giveUpOwner() {
    if !isOwnerSettled { fallback = unknownOwner }
  }

  /// Puts the owner into a record that was made before the owner was known.
  func settleOwner(of record: inout ImportedRecord) {
    let unknown = unknownOwner
    record.to = record.to.map { $0 == unknown ? owner : $0 }
    guard record.id.hasPrefix(unknown) else { return }
    record.id = holder + record.id.dropFirst(unknown.count)
  }

  /// Whose numbers the messages of a small chat have.
  private var holder: String { fallback ?? account?.id ?? owner }

  /// Notes the owner by the section `personal_information`.
  mutating func noteOwner(_ value: JSONValue, _ sink: any ImportSink) {
    guard let number = value["user_id"]?.text, let peer = TelegramPeer("user\(number)") else {
      return
    }
    account = peer
    let names = ["first_name", "last_name"].compactMap { value[$0]?.string }
    sink.describe(
      entity: owner, name: told == nil ? names.joined(separator: " ") : "", kind: .person)
  }

  /// The entity of an account, a group or a channel.
  func entity(_ peer: TelegramPeer) -> String { peer == account ? owner : peer.id }

  /// The id of a message.
  ///
  /// Outside of channels and large groups each account numbers its own.
  func id(of number: String, in chat: TelegramChat) -> String {
    if chat.hasCommonNumbers { return "\(chat.entity)/\(number)" }
    let place = chat.peer.map { $0.sort.rawValue + $0.number } ?? chat.entity
    return "\(holder)/\(place)/\(number)"
  }

  /// Gives a chat its entity, once, by the form of the ids of its messages.
  mutating func settle(
    _ chat: inout TelegramChat, by message: JSONValue, _ sink: any ImportSink
  ) {
    guard chat.entity.isEmpty else { return }
    chat.peer = Self.peer(of: chat, by: message)
    if chat.kind == .savedMessages, account == nil { account = chat.peer }
    if let peer = chat.peer {
      chat.entity = chat.kind == .savedMessages ? "\(peer.id)/saved" : entity(peer)
    } else {
      chat.entity = chat.name.isEmpty ? "chat in \(file)" : chat.name
    }
    var name = chat.name
    var kind = ImportedKind.group
    switch chat.kind {
    case .savedMessages: name = "Saved Messages"
    case .replies: name = "Replies"
    case .personalChat: kind = .person
    case .botChat, .privateChannel, .publicChannel: kind = .account
    default: break
    }
    sink.describe(entity: chat.entity, name: name, kind: kind)
  }

  private static func peer(of chat: TelegramChat, by message: JSONValue) -> TelegramPeer? {
    guard let number = Int64(chat.number), number > 0 else { return nil }
    // Numbers without 'user' or 'channel' before them are of the time when chats had the sum too.
    if let id = message["from_id"]?.text, Int64(id) != nil, let peer = TelegramPeer.old(number) {
      return peer
    }
    switch chat.kind {
    case .personalChat, .botChat, .savedMessages, .replies: return TelegramPeer(.user, chat.number)
    case .privateGroup: return TelegramPeer(.chat, chat.number)
    case .privateSupergroup, .publicSupergroup, .privateChannel, .publicChannel:
      return TelegramPeer(.channel, chat.number)
    case nil: return nil
    }
  }

  /// Sets who sent a message.
  mutating func setSender(
    _ message: JSONValue, _ record: inout ImportedRecord, in chat: TelegramChat,
    _ sink: any ImportSink
  ) {
    let name = message["from"]?.string ?? ""
    guard let id = message["from_id"]?.text, let peer = TelegramPeer(id) else {
      record.from = name.isEmpty ? nil : name
      if !name.isEmpty { sink.describe(entity: name, name: "", kind: .person) }
      return
    }
    // In a chat of two, who is not the other is the owner.
    if account == nil, chat.isPersonal, let partner = chat.peer, peer != partner,
      peer.sort == .user
    {
      noteOwner(peer, record.line, sink)
    }
    let entity = entity(peer)
    record.from = entity
    sink.describe(entity: entity, name: entity == told ? "" : name, kind: peer.kind)
  }

  private mutating func noteOwner(
    _ peer: TelegramPeer, _ line: Int, _ sink: any ImportSink
  ) {
    account = peer
    guard told == nil, let fallback else { return }
    sink.remark(
      FileMessage(.ownerHasAccount, .text(fallback), .text(peer.id)), line: line)
  }

  /// Sets who got a message.
  func setRecipients(
    _ record: inout ImportedRecord, in chat: TelegramChat, _ sink: any ImportSink
  ) {
    if chat.isChannel {
      record.channel = "telegram-channel"
    } else if chat.isPersonal || chat.kind == .savedMessages || chat.kind == .replies {
      record.channel = "telegram"
    } else {
      record.channel = "telegram-group"
    }
    if chat.isPersonal || chat.kind == .replies {
      let isIncoming =
        chat.kind == .replies || record.from == chat.entity || record.from == chat.name
      record.to = [isIncoming ? owner : chat.entity]
    } else if chat.isChannel, record.from == chat.entity {
      guard chat.kind == .privateChannel else {
        record.isBroadcast = true
        return
      }
      // What a closed channel posts goes to those whom it let in, not to the public.
      let readers = "\(chat.entity)/subscribers"
      record.to = [readers]
      sink.describe(entity: readers, name: "subscribers of \(chat.name)", kind: .group)
    } else {
      record.to = [chat.entity]
    }
  }
}
