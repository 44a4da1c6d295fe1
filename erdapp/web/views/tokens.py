"""The keys with which a user's programs speak for them."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from erdapp.store.actions.tokens import create_token, withdraw_token
from erdapp.store.models import ApiToken


class TokenForm(forms.Form):
    name = forms.CharField(
        max_length=80,
        label="What is it for?",
        widget=forms.TextInput(attrs={"placeholder": "CI of the shop", "autocomplete": "off"}),
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The tokens of the user; a new one's secret is in the answer that made it, and never again."""
    assert isinstance(request.user, User)
    form, secret, status = TokenForm(request.POST or None), "", 200
    if request.method == "POST":
        if form.is_valid():
            _, secret = create_token(request.user, form.cleaned_data["name"])
            form = TokenForm()
        else:
            status = 400
    context = {
        "form": form,
        "secret": secret,
        "server": request.build_absolute_uri("/").rstrip("/"),
        "tokens": ApiToken.objects.filter(user=request.user),
    }
    return render(request, "accounts/tokens.html", context, status=status)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    assert isinstance(request.user, User)
    token = get_object_or_404(ApiToken, pk=pk, user=request.user)
    withdraw_token(token)
    messages.success(request, f"{token.name} is withdrawn: it opens nothing any more.")
    return redirect("api-tokens")
