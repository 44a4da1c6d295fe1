"""Login, logout and signup. Drawing needs none of them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login as start_session
from django.contrib.auth.forms import AuthenticationForm, UserCreationForm
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from erdapp.store.actions.projects import take_over_projects
from erdapp.web.visitor import AppRequest, visitor


class Login(LoginView):
    """Django's login, which also hands over what this browser made before."""

    template_name = "accounts/login.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        _take_over(self.request)  # type: ignore[arg-type]
        return response


login = Login.as_view()
logout = LogoutView.as_view()


@require_http_methods(["GET", "HEAD", "POST"])
def signup(request: AppRequest) -> HttpResponse:
    form: UserCreationForm[User] = UserCreationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        start_session(request, form.save())
        _take_over(request)
        return redirect("home")
    status = 400 if request.method == "POST" else 200
    return render(request, "accounts/signup.html", {"form": form}, status=status)


def _take_over(request: AppRequest) -> None:
    if count := take_over_projects(visitor(request)):
        messages.success(request, f"{count} project{'s' * (count > 1)} of this browser now yours.")
