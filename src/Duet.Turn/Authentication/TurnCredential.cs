namespace Duet.Turn.Authentication;

/// <summary>What a client needs to use the relay: <c>username</c> and <c>credential</c> of an RTCIceServer.</summary>
/// <param name="Username">Goes over the network as it is.</param>
/// <param name="Password">Never does.</param>
public sealed record TurnCredential(string Username, string Password)
{
    /// <summary>The user name: a password has no business in a log.</summary>
    public override string ToString() => Username;
}
