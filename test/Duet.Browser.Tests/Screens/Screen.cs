namespace Duet.Browser.Tests.Screens;

/// <summary>Something that a person can have in front of them.</summary>
/// <param name="Name">What its pictures are called.</param>
/// <param name="ShowAsync">Gets there, and returns when it is there.</param>
internal sealed record Screen(string Name, Func<Stage, Task> ShowAsync);
