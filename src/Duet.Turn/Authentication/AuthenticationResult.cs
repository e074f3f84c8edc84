using System.Diagnostics.CodeAnalysis;
using Duet.Stun;

namespace Duet.Turn.Authentication;

/// <summary>Who sent a request, or how it is refused.</summary>
internal readonly struct AuthenticationResult
{
    private readonly ReplySignature _signature;

    private AuthenticationResult(StunErrorCode refusal) => Refusal = refusal;

    private AuthenticationResult(string username, in ReplySignature signature) => (Username, _signature) = (username, signature);

    /// <summary>Where it is null, nothing of the request is to be believed.</summary>
    [MemberNotNullWhen(true, nameof(Username))]
    public bool IsAuthenticated => Username is not null;

    /// <summary>The name of the credential.</summary>
    public string? Username { get; }

    /// <summary>400, 401 or 438 for a request that is not authenticated. The reply is not signed, and counts as an unauthenticated one.</summary>
    public StunErrorCode Refusal { get; }

    /// <summary>Whether the refusal tells how to do better: see <see cref="Authenticator.AddChallenge"/>.</summary>
    public bool IsChallenge => Refusal is StunErrorCode.Unauthenticated or StunErrorCode.StaleNonce;

    /// <summary>Whether the challenge asks for the name itself, and not for what hides it.</summary>
    public bool WantsName { get; private init; }

    /// <summary>For the reply to an authenticated request.</summary>
    public ReplySignature Signature => _signature;

    public static AuthenticationResult Accept(string username, in ReplySignature signature) => new(username, signature);

    public static AuthenticationResult Refuse(StunErrorCode code) => new(code);

    /// <summary>Refuses with a nonce under which names are not hidden.</summary>
    public static AuthenticationResult AskForName() => new(StunErrorCode.StaleNonce) { WantsName = true };
}
